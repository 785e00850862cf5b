MATCH ()-[{+y}:OF_DYAD]->() WHERE {y}.did = {$}.did AND {y}.sk > {$}.page.lo AND {y}.sk < {$}.page.hi
