CASE WHEN {n}.certainFrom <= {up}.earliest AND ({n}.certainTo >= {up}.latest OR ({n}.ongoing AND {up}.latest IS NOT NULL))
  THEN 'CERTAIN' ELSE 'POSSIBLE' END
