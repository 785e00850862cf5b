UNWIND $given.ids AS id
MATCH (:Retracted {id: id})
MATCH (g:Retraction {of: id})
WHERE g.undoneAt IS NULL
RETURN id, g.reason AS reason, g.at AS at, g.record AS record
