[{+had} IN [COLLECT { MATCH ({n})<-[:IN_SERIES]-({+x}:TradeFigure) RETURN {x}.start ORDER BY {x}.start LIMIT 5000 }] |
  [{+d} IN [{+m} IN range(0, coalesce(duration.inMonths({had}[0], {had}[-1]).months, -12),
      CASE {n}.frequency WHEN 'MONTHLY' THEN 1 WHEN 'QUARTERLY' THEN 3 ELSE 12 END) | {had}[0] + duration({months: {m}})]
    WHERE NOT {d} IN {had}
      AND ({$}.during.from IS NULL OR {d} >= {$}.during.from) AND ({$}.during.to IS NULL OR {d} <= {$}.during.to)
    | left(toString({d}), 4) + CASE {n}.frequency
      WHEN 'MONTHLY' THEN substring(toString({d}), 4, 3) WHEN 'QUARTERLY' THEN '-Q' + {d}.quarter ELSE '' END]][0]
