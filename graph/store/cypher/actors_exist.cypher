RETURN [id IN $ids WHERE NOT EXISTS { (:Actor {id: id}) }] AS missing
