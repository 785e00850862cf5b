MATCH (x:Event {id: $given.id})
RETURN [[x.id, x.kind, x.edtf, x.sk, x.root]] AS rows
