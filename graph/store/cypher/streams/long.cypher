UNWIND {range}.long AS {r}
CALL (*) {
{part}
}
RETURN {x}
