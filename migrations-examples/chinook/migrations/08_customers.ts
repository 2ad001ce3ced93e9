import { migration, t } from '@aludel/core';
import { nvarchar } from '../types.js';

export default migration({
  revision: '08_customers',
  downRevision: '07_employees',
  message: 'Customers, each with an employee who looks after them',

  upgrade(op) {
    op.createTable('Customer', {
      CustomerId: t.integer().identity().primaryKey(),
      FirstName: nvarchar(40).notNull(),
      LastName: nvarchar(20).notNull(),
      Company: nvarchar(80),
      Address: nvarchar(70),
      City: nvarchar(40),
      State: nvarchar(40),
      Country: nvarchar(40),
      PostalCode: nvarchar(10),
      Phone: nvarchar(24),
      Fax: nvarchar(24),
      Email: nvarchar(60).notNull(),
      SupportRepId: t.integer().references('Employee', 'EmployeeId'),
    });
    op.bulkInsert(
      'Customer',
      customers.map(([FirstName, LastName, Company, City, Country, SupportRepId], index) => ({
        CustomerId: index + 1,
        FirstName,
        LastName,
        Company,
        City,
        Country,
        Email: `customer${index + 1}@mail.example`,
        SupportRepId,
      })),
    );
  },
});

type Customer = readonly [
  first: string,
  last: string,
  company: string | null,
  city: string,
  country: string,
  supportRep: number | null,
];

const customers: readonly Customer[] = [
  ['Luísa', 'Prado', 'Prado & Filhos', 'Recife', 'Brazil', 3],
  ['Emil', 'Sørensen', null, 'Aarhus', 'Denmark', 4],
  ['Chloé', 'Marchand', null, 'Lyon', 'France', 3],
  ['Tomáš', 'Kovář', 'Kovář Strings', 'Brno', 'Czechia', 4],
  ['Amara', 'Diallo', null, 'Dakar', 'Senegal', 5],
  ['George', 'Whitlock', null, 'Leeds', 'United Kingdom', 4],
  ['Mei', 'Zhang', 'Jasmine Radio', 'Chengdu', 'China', 5],
  ['Ravi', 'Menon', null, 'Kochi', 'India', 5],
  ['Sofia', 'Herrera', 'Café Herrera', 'Valencia', 'Spain', 3],
  ['Daniel', 'Foster', null, 'Portland', 'USA', null],
  ['Hanna', 'Brandt', null, 'Bremen', 'Germany', 4],
  ['Isaac', 'Levy', null, 'Montréal', 'Canada', 3],
];
