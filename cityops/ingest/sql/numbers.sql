-- How the cells of a file are read as numbers. A mark is what parts whole from fraction: '.' or ','; '' is not known yet.
--
-- params   none
-- reads    the variable placeholders, a list of texts in lower case

-- What stands in a cell without what a spreadsheet leaves round it.
create or replace macro text_of(cell) as
    coalesce(trim(cell, chr(32) || chr(9) || chr(10) || chr(160) || chr(12288) || chr(8239)), '');

-- Nearly every cell of a column of values is digits with a mark at most; the rest of the rules is for the others.
create or replace macro is_digits(cell) as regexp_full_match(cell, '-?\d[\d.,]*');

-- A flag stands behind a number, after a space, in brackets, or as an asterisk.
create or replace macro without_flag(cell) as case
    when is_digits(cell) then cell
    else regexp_replace(
        text_of(cell),
        '^(.*[\d%)])(?:\s+(?i:[bcdefinprsuvz]{1,3})|\s*(?:\([a-z]{1,2}\)|\(\d{1,2}\)|\[\w{1,4}\]|\*+|[†‡¹²³]))$',
        '\1'
    )
end;
create or replace macro flag_of(cell) as case
    when is_digits(cell) then ''
    else lower(trim(substr(text_of(cell), length(without_flag(cell)) + 1)))
end;

-- Sign, currency and percent in their plain places: (1,234) is negative, − and – are a minus.
create or replace macro unsigned_of(text) as case
    when is_digits(text) then text
    else regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(text, '^\s*[£$€¥￥]\s*|\s*[%％€]$', '', 'g'),
                '^\(([£$€¥]?\s*[\d.,].*)\)$', '-\1'
            ),
            '^[−–‒]\s*(\d|\.\d)', '-\1'
        ),
        '^([-+]?)\s*[£$€¥]\s*', '\1'
    )
end;
create or replace macro bare_of(cell) as case when is_digits(cell) then cell else unsigned_of(without_flag(cell)) end;

-- One of many ways to write that nothing was measured.
create or replace macro is_none(cell) as case
    when is_digits(cell) then false
    else list_contains(getvariable('placeholders'), lower(text_of(cell)))
        or regexp_full_match(
            lower(text_of(cell)),
            '[:.…\-–—−]+ ?[a-z]{0,3}|[<>≤≥~≈] ?[\d.,]+ ?%?|\[[a-z]{1,4}\]|\([a-z]{1,2}\)|[-+]?(inf|infinity|nan)'
        )
end;

create or replace macro is_point(bare) as regexp_full_match(
    bare, '[-+]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ ''’\x{00a0}\x{2009}\x{202f}]\d{3})+)?(?:\.\d*)?(?:[eE][-+]?\d+)?'
) and regexp_matches(bare, '\d');
create or replace macro is_comma(bare) as regexp_full_match(
    bare, '[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ ''’\x{00a0}\x{2009}\x{202f}]\d{3})+)?(?:,\d*)?(?:[eE][-+]?\d+)?'
) and regexp_matches(bare, '\d');
create or replace macro is_number(bare) as is_point(bare) or is_comma(bare);

-- Votes: what a number says of its mark. 1,234 and 1.234 say nothing.
create or replace macro says_point(bare) as case
    when regexp_full_match(bare, '-?\d+(?:\.\d\d?)?') then contains(bare, '.')
    when regexp_full_match(bare, '-?\d+,\d\d?') then false
    else is_number(bare) and (
    (is_point(bare) and not is_comma(bare))
    or regexp_matches(bare, '^[-+]?0\.\d{3}$|^[-+]?\.\d+$|\d{4,}\.\d|[ ''’\x{00a0}\x{2009}\x{202f}]\d{3}\.\d')
    )
end;
create or replace macro says_comma(bare) as case
    when regexp_full_match(bare, '-?\d+(?:,\d\d?)?') then contains(bare, ',')
    when regexp_full_match(bare, '-?\d+\.\d\d?') then false
    else is_number(bare) and (
    (is_comma(bare) and not is_point(bare))
    or regexp_matches(bare, '^[-+]?0,\d{3}$|^[-+]?,\d+$|\d{4,},\d|[ ''’\x{00a0}\x{2009}\x{202f}]\d{3},\d')
    )
end;
create or replace macro is_unclear(bare) as regexp_full_match(bare, '[-+]?[1-9]\d{0,2}[.,]\d{3}');

-- The number, or null where there is none with this mark.
create or replace macro number_of(bare, mark) as (
    case
        when mark = '.' and is_point(bare)
            then try_cast(regexp_replace(bare, '[, ''’\x{00a0}\x{2009}\x{202f}]', '', 'g') as double)
        when mark = ',' and is_comma(bare)
            then try_cast(replace(regexp_replace(bare, '[. ''’\x{00a0}\x{2009}\x{202f}]', '', 'g'), ',', '.') as double)
        when mark = '' and is_point(bare) and is_comma(bare) and not is_unclear(bare)
            then try_cast(regexp_replace(bare, '[ ''’\x{00a0}\x{2009}\x{202f}]', '', 'g') as double)
    end
);
