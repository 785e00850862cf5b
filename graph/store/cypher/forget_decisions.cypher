// A rule takes back what it decided, as if it had never been.
UNWIND $given.ids AS id
MATCH (d:Decision {id: id})
DETACH DELETE d
