/**
 * The tables of factoring. Its events lie with all others, so that one order and one feed hold them; what each
 * concerns, and in which currency, is written beside it, since a deal's parties cannot be told from its later events.
 * Who follows no factoring has none.
 */
export const FACTORING_TABLES: readonly string[] = [
  "alter table identity add column factoring bytea",
  // The receivable of a deal or a purchase; the desk is the event's address.
  "alter table events add column deal_id bytea, add column notice_id bytea, add column concerned bytea[], " +
    "add column currency bytea",
  "create index events_of_deal on events (deal_id, address, block_number, log_index) where deal_id is not null",
  "create index events_of_notice on events (notice_id, block_number, log_index) where notice_id is not null",
  "alter table retractions add column deal_id bytea, add column notice_id bytea",
  "create table desks (desk bytea primary key, factor bytea not null unique)",
  // One row for each sale of a receivable to a desk; the last one alone may live. Claims, receipts and
  // proposals are as the domain has them, bigints as decimal strings.
  `create table deals (
    desk bytea not null,
    id bytea not null,
    number integer not null,
    factor bytea not null,
    seller bytea not null,
    buyer bytea not null,
    offer bytea not null,
    kind smallint not null,
    nonce numeric(80, 0) not null,
    fee_rate bigint not null,
    basis integer not null,
    recourse_days integer not null,
    utc_offset integer not null,
    currency bytea not null,
    open numeric(80, 0) not null,
    advance numeric(80, 0) not null,
    commission numeric(80, 0) not null,
    funds numeric(80, 0) not null,
    fixed_dues numeric(80, 0) not null,
    start_day bigint not null,
    fund_days numeric(80, 0) not null,
    fees_paid numeric(80, 0) not null,
    released numeric(80, 0) not null,
    claims jsonb not null,
    receipts jsonb not null,
    proposals jsonb not null,
    live boolean not null,
    sold_block bigint not null,
    changed_block bigint not null,
    changed_log integer not null,
    primary key (desk, id, number)
  )`,
  "create index deals_of_receivable on deals (id)",
  "create index deals_of_factor on deals (factor, live, id)",
  "create index deals_of_seller on deals (seller, live, id)",
  "create index deals_of_offer on deals (desk, offer) where live",
  // What moved of each deal, one row for each event about it. What a reversal took back has the signs turned.
  `create table deal_movements (
    block_number bigint not null,
    log_index integer not null,
    desk bytea not null,
    id bytea not null,
    number integer not null,
    name text not null,
    source smallint,
    day bigint,
    to_funds numeric(80, 0) not null,
    to_fees numeric(80, 0) not null,
    to_seller numeric(80, 0) not null,
    bank_ref bytea,
    primary key (block_number, log_index)
  )`,
  "create index movements_of_deal on deal_movements (id, desk, number, block_number, log_index)",
  `create table purchases (
    block_number bigint not null,
    log_index integer not null,
    desk bytea not null,
    factor bytea not null,
    id bytea not null,
    seller bytea not null,
    offer bytea not null,
    nonce numeric(80, 0) not null,
    currency bytea not null,
    open numeric(80, 0) not null,
    price numeric(80, 0) not null,
    primary key (block_number, log_index)
  )`,
  "create index purchases_of_receivable on purchases (id)",
  "create index purchases_of_factor on purchases (factor, block_number, log_index)",
  "create index purchases_of_seller on purchases (seller, block_number, log_index)",
  `create table owed_cash (
    desk bytea not null,
    account bytea not null,
    currency bytea not null,
    amount numeric(80, 0) not null,
    primary key (desk, account, currency)
  )`,
  "create index owed_cash_of_account on owed_cash (account)",
  "create table spent_desk_nonces (desk bytea not null, nonce numeric(80, 0) not null, primary key (desk, nonce))",
  `create table assignment_notices (
    hash bytea primary key,
    kind smallint not null,
    assignor bytea not null,
    assignee bytea not null,
    debtor bytea not null,
    payee bytea not null,
    receivables bytea not null,
    proof bytea not null,
    given_at bigint not null,
    given_by bytea not null,
    reply smallint not null,
    reason bytea,
    replied_by bytea,
    given_block bigint not null,
    given_log integer not null,
    changed_block bigint not null,
    changed_log integer not null
  )`,
  "create index notices_to_debtor on assignment_notices (debtor, given_block, given_log)",
  "create index notices_of_assignee on assignment_notices (assignee, given_block, given_log)",
  "create index notices_of_assignor on assignment_notices (assignor, given_block, given_log)",
  // The receivables that a notice names, in its order; one may stand twice.
  `create table notice_receivables (
    hash bytea not null,
    place integer not null,
    id bytea not null,
    primary key (hash, place)
  )`,
  "create index notices_of_receivable on notice_receivables (id)",
  `create table filings (
    block_number bigint not null,
    log_index integer not null,
    register text not null,
    office text not null,
    number text not null,
    filed_at bigint not null,
    until bigint not null,
    secured bytea not null,
    debtor bytea not null,
    collateral bytea not null,
    document bytea not null,
    stated_by bytea not null,
    primary key (block_number, log_index)
  )`,
  "create index filings_against on filings (debtor, block_number, log_index)",
  "create index filings_of on filings (secured, block_number, log_index)",
  `create table filing_receivables (
    block_number bigint not null,
    log_index integer not null,
    place integer not null,
    id bytea not null,
    primary key (block_number, log_index, place)
  )`,
  "create index filings_naming on filing_receivables (id)",
  `create table spent_factoring_nonces (
    signer bytea not null,
    nonce numeric(80, 0) not null,
    primary key (signer, nonce)
  )`,
];
