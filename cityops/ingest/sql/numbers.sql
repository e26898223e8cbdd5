-- How the cells of a file are read as numbers. A mark is what parts whole from fraction: '.' or ','; '' is not known yet.
--
-- params   none
-- reads    placeholders

-- What stands in a cell without what a spreadsheet leaves round it.
create or replace macro text_of(cell) as
    coalesce(trim(cell, chr(32) || chr(9) || chr(10) || chr(160) || chr(12288) || chr(8239)), '');

-- A flag stands behind a number, after a space, in brackets, or as an asterisk.
create or replace macro without_flag(cell) as regexp_replace(
    text_of(cell),
    '^(.*[\d%)])(?:\s+(?i:[bcdefinprsuvz]{1,3})|\s*(?:\([a-z]{1,2}\)|\(\d{1,2}\)|\[\w{1,4}\]|\*+|[†‡¹²³]))$',
    '\1'
);
create or replace macro flag_of(cell) as lower(trim(substr(text_of(cell), length(without_flag(cell)) + 1)));

-- Sign, currency and percent in their plain places: (1,234) and 1,234- are negative, − and – are a minus.
create or replace macro bare_of(cell) as regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(without_flag(cell), '^\s*[£$€¥￥]\s*|\s*[%％€]$', '', 'g'),
            '^\(([£$€¥]?\s*[\d.,].*)\)$', '-\1'
        ),
        '^[−–‒]\s*(\d|\.\d)', '-\1'
    ),
    '^([-+]?)\s*[£$€¥]\s*', '\1'
);

-- One of many ways to write that nothing was measured.
create or replace macro is_none(cell) as
    lower(text_of(cell)) in (select mark from placeholders)
    or regexp_full_match(lower(text_of(cell)), '[:.…\-–—−]+ ?[a-z]{0,3}|[<>≤≥~≈] ?[\d.,]+ ?%?|\[[a-z]{1,4}\]|\([a-z]{1,2}\)|[-+]?(inf|infinity|nan)');

create or replace macro is_point(bare) as regexp_full_match(
    bare, '[-+]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ ''’\x{00a0}\x{2009}\x{202f}]\d{3})+)?(?:\.\d*)?(?:[eE][-+]?\d+)?'
) and regexp_matches(bare, '\d');
create or replace macro is_comma(bare) as regexp_full_match(
    bare, '[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ ''’\x{00a0}\x{2009}\x{202f}]\d{3})+)?(?:,\d*)?(?:[eE][-+]?\d+)?'
) and regexp_matches(bare, '\d');
create or replace macro is_number(bare) as is_point(bare) or is_comma(bare);

-- Votes: what a number says of its mark. 1,234 and 1.234 say nothing.
create or replace macro says_point(bare) as is_number(bare) and (
    (is_point(bare) and not is_comma(bare))
    or regexp_matches(bare, '^[-+]?0\.\d{3}$|^[-+]?\.\d+$|\d{4,}\.\d|[ ''’\x{00a0}\x{2009}\x{202f}]\d{3}\.\d')
);
create or replace macro says_comma(bare) as is_number(bare) and (
    (is_comma(bare) and not is_point(bare))
    or regexp_matches(bare, '^[-+]?0,\d{3}$|^[-+]?,\d+$|\d{4,},\d|[ ''’\x{00a0}\x{2009}\x{202f}]\d{3},\d')
);
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
