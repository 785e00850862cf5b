UNWIND $given.ids AS id
MATCH (a:Event {id: split(id, ' ')[0]})
WITH id, a
MATCH (a)-[l:LED_TO]->(b)
WHERE b.id = split(id, ' ')[1]
RETURN collect([id, COLLECT {
  UNWIND range(0, size(l.sources) - 1) AS i
  MATCH (x:Source {id: l.sources[i]})
  WITH x, {quote: nullIf(l.quotes[i], '')} AS r, i ORDER BY i
  RETURN {cited}
}]) AS rows
