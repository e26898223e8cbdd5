-- What is unusual about the values that an upload has just brought, beside the other values of their series: the first
-- places of each rule. A value that was held before is not judged again.
--
-- params   $upload_number integer, $moment timestamp UTC: when it was written, $released timestamp UTC: the last release,
--          $robust_z integer, $fewest integer, $jump_within integer: per cent, $gap_cadences integer, $most integer,
--          $first_series integer, $last_series integer: of very many series some at a time
-- columns  code text, line integer, series_id integer, period_start date, period text, beside double, earlier text,
--          places bigint
-- unit     beside is in the indicator's own unit: the median, the value before, or the one that was released
-- order    code, line, series_id, period_start
with held as (
    select
        o.series_id,
        o.period_start,
        o.period_label,
        o.line,
        o.value,
        o.upload_number = $upload_number and o.known_from = $moment as is_fresh,
        lag(o.value) over by_period as value_before,
        lag(o.period_start) over by_period as start_before,
        lag(o.period_label) over by_period as label_before
    from observations as o
    where
        o.known_to > $moment
        and o.series_id between $first_series and $last_series
        and o.series_id in (
            select f.series_id
            from observations as f
            where
                f.upload_number = $upload_number
                and f.known_from = $moment
                and f.known_to > $moment
                and f.series_id between $first_series and $last_series
        )
    window by_period as (partition by o.series_id order by o.period_start, o.period_end)
),

centres as (
    select
        series_id,
        count(*) as n,
        count(*) filter (where value > 0) as above,
        count(*) filter (where value < 0) as below,
        percentile_cont(0.5) within group (order by value) as middle
    from held
    group by series_id
),

spreads as (
    select
        h.series_id,
        percentile_cont(0.5) within group (order by abs(h.value - c.middle)) as spread
    from held as h
    join centres as c on c.series_id = h.series_id
    group by h.series_id
),

norms as (
    select
        c.series_id,
        c.n,
        c.above,
        c.below,
        c.middle,
        s.spread,
        i.cadence_months
    from centres as c
    join spreads as s on s.series_id = c.series_id
    join series as k on k.series_id = c.series_id
    join indicators as i on i.id = k.indicator_id and i.known_to > $moment and not i.is_deleted
),

judged as (
    select
        h.series_id,
        h.period_start,
        h.period_label,
        h.line,
        h.value_before,
        h.label_before,
        c.middle,
        c.n >= $fewest and c.spread > 0 and abs(h.value - c.middle) > $robust_z * c.spread / 0.6745 as is_outlier,
        c.n >= $fewest and ((h.value < 0 and c.below = 1) or (h.value > 0 and c.above = 1))
            and c.above + c.below = c.n as is_other_sign,
        -- Few get as far as the six quotients, or as the months.
        case
            when
                h.value * h.value_before > 0
                and c.middle <> 0 and (abs(h.value / c.middle) > 3 or abs(h.value / c.middle) < 1.0 / 3)
                then
                    abs(h.value / h.value_before / 10 - 1) * 100 <= $jump_within
                    or abs(h.value / h.value_before / 100 - 1) * 100 <= $jump_within
                    or abs(h.value / h.value_before / 1000 - 1) * 100 <= $jump_within
                    or abs(h.value_before / h.value / 10 - 1) * 100 <= $jump_within
                    or abs(h.value_before / h.value / 100 - 1) * 100 <= $jump_within
                    or abs(h.value_before / h.value / 1000 - 1) * 100 <= $jump_within
            else false
        end as is_jump,
        case
            when h.period_start - h.start_before > 28 * $gap_cadences * c.cadence_months
                then
                    extract(year from h.period_start) * 12 + extract(month from h.period_start)
                    - extract(year from h.start_before) * 12 - extract(month from h.start_before)
                    > $gap_cadences * c.cadence_months
            else false
        end as is_gap
    from held as h
    join norms as c on c.series_id = h.series_id
    where h.is_fresh
),

revised as (
    select
        f.series_id,
        f.period_start,
        f.period_label,
        f.line,
        o.value
    from observations as o
    join observations as f
        on f.series_id = o.series_id and f.period_start = o.period_start and f.period_end = o.period_end
    where
        o.known_to = $moment
        and o.known_from <= $released
        and o.flag <> 'provisional'
        and o.series_id between $first_series and $last_series
        and f.upload_number = $upload_number
        and f.known_from = $moment
        and f.known_to > $moment
        and f.series_id between $first_series and $last_series
        and o.value <> f.value
),

found as (
    select
        case when is_jump then 'unit_jump' when is_outlier then 'outlier' else 'sign' end as code,
        series_id,
        period_start,
        period_label,
        line,
        case when is_jump then value_before else middle end as beside,
        label_before as earlier
    from judged
    where is_jump or is_outlier or is_other_sign
    union all
    select
        'gap',
        series_id,
        period_start,
        period_label,
        line,
        value_before,
        label_before
    from judged
    where is_gap
    union all
    select
        'closed',
        series_id,
        period_start,
        period_label,
        line,
        value,
        ''
    from revised
),

placed as (
    select
        found.*,
        count(*) over (partition by code) as places,
        row_number() over (partition by code order by line, series_id, period_start) as place
    from found
)

select
    code,
    line,
    series_id,
    period_start,
    period_label as period,
    beside,
    coalesce(earlier, '') as earlier,
    places
from placed
where place <= $most
order by code, line, series_id, period_start
