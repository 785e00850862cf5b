MATCH (a:Event)-[r:LED_TO]->(b:Event)
WHERE a.earliest > b.latest OR size(coalesce(r.sources, [])) = 0
RETURN a.id AS from, b.id AS to, a.edtf AS later, b.edtf AS earlier, size(coalesce(r.sources, [])) AS sources
