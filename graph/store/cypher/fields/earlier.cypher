{x}.class = {n}.class AND {x}.root <> {n}.root AND {x}.latest < {n}.earliest AND {x}.earliest IS NOT NULL AND {n}.latest IS NOT NULL
AND ({$}.kinds IS NULL OR {x}.kind IN {$}.kinds)
