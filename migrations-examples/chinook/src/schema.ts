/**
 * What the database is to look like: written by `aludel pull`, then tidied. Change it, and
 * `aludel revision --autogenerate -m "…"` writes the migration.
 */
import { primaryKey, quote as q, sql, t, table, view } from '@aludel/core';
import { datetime, money, nvarchar } from '../types.js';

export const artist = table('Artist', {
  ArtistId: t.integer().identity().primaryKey(),
  Name: nvarchar(120),
  SortName: t.string(120).index('IX_Artist_SortName'),
});

export const album = table('Album', {
  AlbumId: t.integer().identity().primaryKey(),
  Title: nvarchar(160).notNull(),
  ArtistId: t.integer().notNull().references('Artist', 'ArtistId').index('IFK_AlbumArtistId'),
});

export const genre = table('Genre', {
  GenreId: t.integer().identity().primaryKey(),
  Name: nvarchar(120),
});

export const mediaType = table('MediaType', {
  MediaTypeId: t.integer().identity().primaryKey(),
  Name: nvarchar(120),
});

export const track = table('Track', {
  TrackId: t.integer().identity().primaryKey(),
  Name: nvarchar(200).notNull(),
  AlbumId: t.integer().references('Album', 'AlbumId').index('IFK_TrackAlbumId'),
  MediaTypeId: t.integer().notNull().references('MediaType', 'MediaTypeId').index('IFK_TrackMediaTypeId'),
  GenreId: t.integer().references('Genre', 'GenreId').index('IFK_TrackGenreId'),
  Composer: nvarchar(220),
  DurationMs: t
    .integer()
    .notNull()
    .check(`${q('DurationMs')} > 0`, 'CK_Track_DurationMs'),
  Bytes: t.integer(),
  UnitPrice: money()
    .notNull()
    .check(`${q('UnitPrice')} >= 0`, 'CK_Track_UnitPrice'),
});

export const playlist = table('Playlist', {
  PlaylistId: t.integer().identity().primaryKey(),
  Name: nvarchar(120),
});

export const playlistTrack = table(
  'PlaylistTrack',
  {
    PlaylistId: t.integer().notNull().references('Playlist', 'PlaylistId').index('IFK_PlaylistTrackPlaylistId'),
    TrackId: t.integer().notNull().references('Track', 'TrackId').index('IFK_PlaylistTrackTrackId'),
  },
  { constraints: [primaryKey(['PlaylistId', 'TrackId'], { name: 'PK_PlaylistTrack' })] },
);

export const employee = table('Employee', {
  EmployeeId: t.integer().identity().primaryKey(),
  LastName: nvarchar(20).notNull(),
  FirstName: nvarchar(20).notNull(),
  Title: nvarchar(30),
  ReportsTo: t.integer().references('Employee', 'EmployeeId').index('IFK_EmployeeReportsTo'),
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

export const customer = table('Customer', {
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
  SupportRepId: t.integer().references('Employee', 'EmployeeId').index('IFK_CustomerSupportRepId'),
});

export const invoice = table('Invoice', {
  InvoiceId: t.integer().identity().primaryKey(),
  CustomerId: t.integer().notNull().references('Customer', 'CustomerId').index('IFK_InvoiceCustomerId'),
  InvoiceDate: datetime().notNull(),
  BillingAddress: nvarchar(70),
  BillingCity: nvarchar(40),
  BillingState: nvarchar(40),
  BillingCountry: nvarchar(40),
  BillingPostalCode: nvarchar(10),
  Total: money().notNull(),
});

export const invoiceLine = table('InvoiceLine', {
  InvoiceLineId: t.integer().identity().primaryKey(),
  InvoiceId: t
    .integer()
    .notNull()
    .references('Invoice', 'InvoiceId', { onDelete: 'cascade', name: 'FK_InvoiceLine_Invoice' })
    .index('IFK_InvoiceLineInvoiceId'),
  TrackId: t.integer().notNull().references('Track', 'TrackId').index('IFK_InvoiceLineTrackId'),
  UnitPrice: money().notNull(),
  Quantity: t.integer().notNull(),
});

export const salesByCountry = view(
  'SalesByCountry',
  sql`SELECT i.${q('BillingCountry')} AS ${q('Country')},
             count(DISTINCT i.${q('InvoiceId')}) AS ${q('Invoices')},
             sum(l.${q('Quantity')}) AS ${q('Tracks')},
             round(sum(l.${q('UnitPrice')} * l.${q('Quantity')}), 2) AS ${q('Total')}
        FROM ${q('Invoice')} AS i
        JOIN ${q('InvoiceLine')} AS l ON l.${q('InvoiceId')} = i.${q('InvoiceId')}
       GROUP BY i.${q('BillingCountry')}`,
);
