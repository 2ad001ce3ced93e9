import { migration, t } from '@aludel/core';

export default migration({
  revision: '07_employees',
  downRevision: '02_records',
  branchLabels: ['sales'],
  message: 'Employees, and to whom they report',

  upgrade(op) {
    op.createTable('Employee', {
      EmployeeId: t.integer().identity().primaryKey(),
      LastName: t.native('NVARCHAR(20)').notNull(),
      FirstName: t.native('NVARCHAR(20)').notNull(),
      Title: t.native('NVARCHAR(30)'),
      ReportsTo: t.integer().references('Employee', 'EmployeeId'),
      BirthDate: t.native('DATETIME'),
      HireDate: t.native('DATETIME'),
      Address: t.native('NVARCHAR(70)'),
      City: t.native('NVARCHAR(40)'),
      State: t.native('NVARCHAR(40)'),
      Country: t.native('NVARCHAR(40)'),
      PostalCode: t.native('NVARCHAR(10)'),
      Phone: t.native('NVARCHAR(24)'),
      Fax: t.native('NVARCHAR(24)'),
      Email: t.native('NVARCHAR(60)'),
    });
    op.bulkInsert(
      'Employee',
      employees.map(([LastName, FirstName, Title, ReportsTo, BirthDate, City, Country], index) => ({
        EmployeeId: index + 1,
        LastName,
        FirstName,
        Title,
        ReportsTo,
        BirthDate: `${BirthDate} 00:00:00`,
        HireDate: `20${String(14 + index).padStart(2, '0')}-03-01 00:00:00`,
        City,
        Country,
        Email: `${FirstName.toLowerCase()}@shop.example`,
      })),
    );
  },
});

type Employee = readonly [
  last: string,
  first: string,
  title: string,
  reportsTo: number | null,
  born: string,
  city: string,
  country: string,
];

const employees: readonly Employee[] = [
  ['Okafor', 'Ngozi', 'General Manager', null, '1971-02-18', 'Halifax', 'Canada'],
  ['Lindqvist', 'Per', 'Sales Manager', 1, '1968-12-08', 'Uppsala', 'Sweden'],
  ['Duarte', 'Inês', 'Sales Support', 2, '1983-08-29', 'Porto', 'Portugal'],
  ["O'Shea", 'Maeve', 'Sales Support', 2, '1987-09-19', 'Cork', 'Ireland'],
  ['Tanaka', 'Ren', 'Sales Support', 2, '1990-03-03', 'Sapporo', 'Japan'],
  ['Weiss', 'Jonas', 'Systems', 1, '1979-07-01', 'Graz', 'Austria'],
];
