-- What SQLite takes though it is loosely said, as real programs do; written for Aludel.
PRAGMA synchronous = NORMAL;
BEGIN;

CREATE TABLE SHELVES (
  id integer primary key asc,
  code text default "none" not null,
  height decimal(6 , 2) default 00 ,
  fixed bool default (0) not null,
  open boolean DEFAULT TRUE NOT NULL ,
  depth real default 1.50
);
CREATE TABLE drawers (
  id integer primary key,
  shelf int references shelves (ID) on delete set default on update cascade,
  label text references SHELVES(code),
  elsewhere int not null references another_file(id),
  keyless text references notes,
  unique (label) on conflict abort
);
CREATE TABLE notes (body, "at" NONE default current_timestamp);
CREATE TABLE first_half (id integer primary key, other int constraint a references second_half(id) deferrable);
CREATE TABLE second_half (id integer primary key, other int constraint b references first_half(id) deferrable initially immediate);
CREATE INDEX shelves_code ON shelves (code collate binary, height DESC);
CREATE TRIGGER counted AFTER INSERT ON shelves WHEN new.Code IS NOT NULL BEGIN
  INSERT INTO notes (body) VALUES ('shelf; ' || NEW.CODE);
END;
CREATE VIEW labels AS SELECT d.LABEL, s.Code FROM Drawers d LEFT JOIN shelves s ON s.ID = d.Shelf;

COMMIT;
