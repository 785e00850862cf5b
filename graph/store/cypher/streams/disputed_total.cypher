[COUNT { MATCH ({+y}:Event {disputed: true}) RETURN {y} }, false]
