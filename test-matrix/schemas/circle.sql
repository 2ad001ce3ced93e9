-- Foreign keys without names that close a circle: one of them is made after its table.
CREATE TABLE departments (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  head INTEGER REFERENCES people (id) ON DELETE SET NULL,
  deputy INTEGER,
  FOREIGN KEY (deputy) REFERENCES people (id)
);
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  department INTEGER REFERENCES departments (id) ON DELETE CASCADE,
  boss INTEGER,
  CONSTRAINT people_boss FOREIGN KEY (boss) REFERENCES people (id)
);
CREATE TABLE badges (
  person INTEGER NOT NULL REFERENCES people,
  department INTEGER REFERENCES departments,
  UNIQUE (person, department)
);
