import { migration, t } from '@aludel/core';
import { datetime, nvarchar } from '../types.js';

export default migration({
  revision: '07_employees',
  downRevision: '02_records',
  branchLabels: ['sales'],
  message: 'Employees, and to whom they report',

  upgrade(op) {
    op.createTable('Employee', {
      EmployeeId: t.integer().identity().primaryKey(),
      LastName: nvarchar(20).notNull(),
      FirstName: nvarchar(20).notNull(),
      Title: nvarchar(30),
      ReportsTo: t.integer().references('Employee', 'EmployeeId'),
      BirthDate: datetime(),
      HireDate: datetime(),
      Address: nvarchar(70),
      City: nvarchar(40),
      State: nvarchar(40),
      Country: nvarchar(40),
      PostalCode: nvarchar(10),
      Phone: nvarchar(24),
      Fax: nvarchar(24),
      Email: nvarchar(60),
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
