// No statement ever wrote a Claim.
DROP CONSTRAINT claim_id IF EXISTS;
DROP INDEX claim_of IF EXISTS
