UNWIND $given.sks AS sk
MATCH (e:Event {sk: sk})
RETURN e.sk AS sk, e.id AS id
