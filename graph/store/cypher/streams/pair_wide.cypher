// The one of fewer events first.
UNWIND [COLLECT {
  MATCH ({+a}:Actor) WHERE {a}.pid IN {$}.pair
  WITH {a}.pid AS {+pid}, COUNT { ({a})-[:PARTICIPATED_IN]->() } AS {+events} ORDER BY {events}
  RETURN {pid}
}] AS {+few}
CALL (*) {
{wide}
}
RETURN {x}
