RETURN {page} AS row
