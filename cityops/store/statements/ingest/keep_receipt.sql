-- Keep how an upload was answered, under the key of who asked.
--
-- params   $request_key text, $upload_id text, $sha256 text, $receipt text
insert into receipts (request_key, upload_id, sha256, receipt)
values ($request_key, $upload_id, $sha256, $receipt)
