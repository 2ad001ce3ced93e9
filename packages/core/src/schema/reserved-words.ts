/** Words that no supported database takes as a bare name of a column: where one stands bare, it is syntax. */
const everywhere = new Set(
  (
    'and as between case check collate constraint create default delete distinct drop else exists foreign from group ' +
    'having in insert into is join like limit not null on or order primary references select set table then to union ' +
    'unique update using values when where'
  ).split(' '),
);

/** Words that at least one of them reserves or reads as something else. */
const somewhere = new Set(
  (
    'add all alter analyze any array asc asymmetric before both by call cascade cast change character column columns ' +
    'condition convert cross cube current_date current_role current_time current_timestamp current_user cursor ' +
    'database databases day_hour dec decimal declare desc describe div double end escape except explain false fetch ' +
    'float for force full function generated glob grant groups ilike index inner int integer intersect interval isnull ' +
    'key keys kill lateral lead left localtime localtimestamp lock long loop match mod natural notnull numeric offset ' +
    'only option outer over overlaps partition placing precision procedure range rank read real recursive regexp ' +
    'rename replace restrict return returning right rlike row rows schema session_user show similar smallint some sql ' +
    'ssl symmetric system terminated trigger true undo unsigned usage use user using varchar varying verbose view ' +
    'virtual window with write xor zerofill'
  ).split(' '),
);

export function isReservedEverywhere(word: string): boolean {
  return everywhere.has(word.toLowerCase());
}

export function isReservedSomewhere(word: string): boolean {
  const lower = word.toLowerCase();
  return everywhere.has(lower) || somewhere.has(lower);
}
