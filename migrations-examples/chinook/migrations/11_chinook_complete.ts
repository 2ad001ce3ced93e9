import { migration } from '@aludel/core';

export default migration({
  revision: 'chinook_complete',
  downRevision: ['06_playlists', '10_invoice_totals'],
  message: 'Both branches together: from here on, exactly the schema of Chinook',

  upgrade(op) {
    op.createIndex('IFK_AlbumArtistId', 'Album', ['ArtistId']);
    op.createIndex('IFK_CustomerSupportRepId', 'Customer', ['SupportRepId']);
    op.createIndex('IFK_EmployeeReportsTo', 'Employee', ['ReportsTo']);
    op.createIndex('IFK_InvoiceCustomerId', 'Invoice', ['CustomerId']);
    op.createIndex('IFK_InvoiceLineInvoiceId', 'InvoiceLine', ['InvoiceId']);
    op.createIndex('IFK_InvoiceLineTrackId', 'InvoiceLine', ['TrackId']);
    op.createIndex('IFK_PlaylistTrackPlaylistId', 'PlaylistTrack', ['PlaylistId']);
    op.createIndex('IFK_PlaylistTrackTrackId', 'PlaylistTrack', ['TrackId']);
    op.createIndex('IFK_TrackAlbumId', 'Track', ['AlbumId']);
    op.createIndex('IFK_TrackGenreId', 'Track', ['GenreId']);
    op.createIndex('IFK_TrackMediaTypeId', 'Track', ['MediaTypeId']);
  },
});
