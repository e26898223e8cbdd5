-- How the upload with one key was answered, if there was one.
--
-- params   $request_key text
-- columns  upload_id text, sha256 text, receipt text
-- unit     none
-- order    one row or none
select
    upload_id,
    sha256,
    receipt
from receipts
where request_key = $request_key
