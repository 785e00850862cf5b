[coalesce(COLLECT { MATCH ({+y}:Actor {pid: {pids}[0]}) RETURN COUNT { ({y})-[:PARTICIPATED_IN]->() } }[0], 0), false]
