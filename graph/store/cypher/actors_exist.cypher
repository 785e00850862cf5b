RETURN [id IN $given.ids WHERE NOT EXISTS { (:Actor {id: id}) }] AS missing
