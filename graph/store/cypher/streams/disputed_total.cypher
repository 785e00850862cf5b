[COUNT { MATCH ({+y}:Event) WHERE {y}.disputed = true AND {y}.sk > {range}.openLo AND {y}.sk < {range}.openHi RETURN {y} }, false]
