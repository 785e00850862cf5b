MATCH ({+y}:Event) WHERE {y}.sk > {$}.page.lo AND {y}.sk < {$}.page.hi
