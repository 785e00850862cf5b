UNWIND {pids} AS {+u} MATCH ()-[{+y}:PARTICIPATED_IN]->() WHERE {y}.pid = {u} AND {y}.sk > {$}.page.lo AND {y}.sk < {$}.page.hi
