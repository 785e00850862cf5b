COLLECT {
  MATCH ({n})<-[:IN_SERIES]-({+x}:TradeFigure)
  WHERE ({$}.during.from IS NULL OR {x}.start >= {$}.during.from) AND ({$}.during.to IS NULL OR {x}.start <= {$}.during.to)
  RETURN {row} ORDER BY {x}.start, {x}.id LIMIT 5001
}
