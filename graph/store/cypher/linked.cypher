MATCH (:Event {id: $given.id})-[l:LED_TO]-(:Event)
RETURN 1 AS one LIMIT 1
