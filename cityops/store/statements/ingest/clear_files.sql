-- Throw away the bytes of files that neither a draft nor a correction needs.
--
-- params   $forever timestamp UTC
delete from import_files
where
    not exists (
        select 1
        from import_drafts as d
        where d.sha256 = import_files.sha256 and d.known_to = $forever and not d.is_deleted
    )
    and not exists (
        select 1
        from corrections as c
        join uploads as u on u.id = c.upload_id
        where u.sha256 = import_files.sha256
    )
