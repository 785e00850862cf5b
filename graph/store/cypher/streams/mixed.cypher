UNWIND [COLLECT {
{first}
}] AS {+xs}
UNWIND [CASE WHEN size({xs}) >= {range}.limit THEN {xs}[-1].sk END] AS {last}
CALL (*) {
UNWIND {xs} AS {x} RETURN {x}
UNION ALL
{rest}
}
RETURN {x}
