[COUNT { MATCH ({+y}:Event) RETURN {y} }, false]
