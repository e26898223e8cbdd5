-- How the cells of a file are read as numbers. A mark is what parts whole from fraction: '.' or ','; '' is not known yet.
--
-- params   none
-- reads    the variable placeholders, a list of texts in lower case

-- What stands in a cell without what a spreadsheet leaves round it.
create or replace macro text_of(cell) as
    coalesce(trim(cell, chr(32) || chr(9) || chr(10) || chr(160) || chr(12288) || chr(8239) || chr(8201) || chr(8203)), '');

-- Nearly every cell of a column of values is digits with a mark at most; the rest of the rules is for the others.
create or replace macro is_digits(cell) as regexp_full_match(cell, '-?\d[\d.,]*');

-- What stands in a cell with the digits and signs of a European keyboard.
create or replace macro plain_of(cell) as translate(text_of(cell), '０１２３４５６７８９，．－＋％', '0123456789,.-+%');

-- A flag stands behind a number, after a space, in brackets, or as a mark; so does a margin of error. A billion (bn) is no flag.
create or replace macro without_flag(cell) as case
    when is_digits(cell) then cell
    else regexp_replace(
        plain_of(cell),
        '^(.*[\d%)])(?:\s+(?i:b|b[cdefiprsuvz][bcdefinprsuvz]?|[cdefinprsuvz][bcdefinprsuvz]{0,2})|\s+[a-z]\d?/'
        || '|\s*(?:\((?i:[a-z]{1,2})\)|\(\d{1,2}\)|\[\w{1,4}\]|\[note \d+\]|\*+|[†‡#§ᵃᵇᵖʳᵉ¹²³⁴⁵⁶⁷⁸⁹]+|(?:±|\+/[-−])\s*[\d.,]+\s*%?))$',
        '\1'
    )
end;
-- What follows takes what is left of a cell once its flag is gone, as a column: a macro in a macro is written out each time
-- that its argument is mentioned, and three of these in each other take DuckDB a fifth of a second to plan.
create or replace macro flag_of(cell, unflagged) as case
    when is_digits(cell) then ''
    else lower(trim(substr(text_of(cell), length(unflagged) + 1)))
end;

-- 1.2k, £1.2m, 3 bn, 1.5 Mio., 2.3万: how many times what is written. A lone m may be a metre; beside money it is a million.
create or replace macro magnitude_of(unflagged) as case
    when is_digits(unflagged) then ''
    else regexp_extract(
        lower(unflagged),
        '\d\s*(k|tsd\.?|thousand|lakh|crore|mn|mio\.?|million|bn|mrd\.?|billion|tn|trillion|[万萬亿億])\)?$',
        1
    ) || regexp_extract(lower(unflagged), '^[-−(]?\s*[£$€¥]\s*[\d.,]+\s*([mb])\)?$', 1)
end;
create or replace macro times_of(magnitude) as case replace(magnitude, '.', '')
    when '' then 1
    when 'k' then 1e3
    when 'tsd' then 1e3
    when 'thousand' then 1e3
    when '万' then 1e4
    when '萬' then 1e4
    when 'lakh' then 1e5
    when 'crore' then 1e7
    when '亿' then 1e8
    when '億' then 1e8
    when 'bn' then 1e9
    when 'b' then 1e9
    when 'mrd' then 1e9
    when 'billion' then 1e9
    when 'tn' then 1e12
    when 'trillion' then 1e12
    else 1e6
end;
create or replace macro without_magnitude(unflagged, magnitude) as case
    when magnitude = '' then unflagged
    else regexp_replace(lower(unflagged), '\s*[a-z万萬亿億]+\.?(\)?)$', '\1')
end;

-- Sign, currency and percent in their plain places: (1,234) is negative, − and – are a minus, and so is what ends 12,1-.
create or replace macro unsigned_of(text) as case
    when is_digits(text) then text
    else regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(text, '^\s*(?:[£$€¥￥]|(?i:eur|usd|gbp|chf|us\$|rs\.?)\s)\s*|\s*(?:[%€£¥元円]|(?i:eur|usd|gbp|chf))$', '', 'g'),
                    '^(\d[\d.,'' ’\x{00a0}\x{202f}]*[.,]\d+)\s*[-−]$', '-\1'
                ),
                '^\(([£$€¥]?\s*[\d.,].*)\)$', '-\1'
            ),
            '^[−–‒]\s*(\d|\.\d)', '-\1'
        ),
        '^([-+]?)\s*[£$€¥]\s*', '\1'
    )
end;
create or replace macro bare_of(unflagged, magnitude) as unsigned_of(without_magnitude(unflagged, magnitude));

-- One of many ways to write that nothing was measured.
create or replace macro is_none(cell) as case
    when is_digits(cell) then false
    else list_contains(getvariable('placeholders'), lower(text_of(cell)))
        or regexp_full_match(
            lower(text_of(cell)),
            '[:.…･•・\-–—−－]+ ?[a-z]{0,3}|[<>≤≥~≈＜＞] ?[\d.,]+ ?%?|\[[a-z]{1,4}\]|\([a-z]{1,3}\)|[-+]?(inf|infinity|nan)|\*+'
            || '|(?:less|fewer|more) than [\d.,]+ ?%?|n/?[ad]\.? ?[-–(].*'
        )
end;

create or replace macro is_point(bare) as regexp_full_match(
    bare, '[-+]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[ ''’\x{00a0}\x{2009}\x{202f}]\d{3})+)?(?:\.\d*)?(?:[eE][-+]?\d+)?'
) and regexp_matches(bare, '^[-+]?[.,]?\d');
create or replace macro is_comma(bare) as regexp_full_match(
    bare, '[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ ''’\x{00a0}\x{2009}\x{202f}]\d{3})+)?(?:,\d*)?(?:[eE][-+]?\d+)?'
) and regexp_matches(bare, '^[-+]?[.,]?\d');
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
