select e.oid, 0 as sub, 0::oid as parent, '' as schema, e.evtname as name, quote_ident(e.evtname) as path,
    format('ON %s%s EXECUTE FUNCTION %s()', e.evtevent,
        (select ' WHEN TAG IN (' || string_agg(quote_literal(g), ', ') || ')' from unnest(e.evttags) g),
        e.evtfoid::regproc) as definition,
    case e.evtenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' end
        as enabled,
    pg_get_userbyid(e.evtowner) as owner
from pg_event_trigger e
where {own:e.oid,pg_event_trigger}
