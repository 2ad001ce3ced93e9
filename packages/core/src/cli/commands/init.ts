import type { Session } from '../session.js';
import { shownPath } from '../shown-path.js';

export interface InitFlags {
  readonly dialect?: string;
}

export async function init(session: Session, folder: string | undefined, flags: InitFlags): Promise<void> {
  const { output } = session;
  const { init: initialise } = await import('../../commands/init.js');
  const report = await initialise({
    folder: process.cwd(),
    ...(folder === undefined ? {} : { migrations: folder }),
    ...(flags.dialect === undefined ? {} : { dialect: flags.dialect }),
  });
  const { green, dim } = output.colours;
  output.report(report, () =>
    [
      ...report.written.map((file) => `${green('Wrote')} ${shownPath(file)}`),
      ...report.skipped.map((file) => `${dim('Left')}  ${shownPath(file)} as it is`),
    ].join('\n'),
  );
  output.note(`
Set the database in ${shownPath(report.config)}. Then:
  npx aludel upgrade head                  run the migrations
  npx aludel history -i                    see them, and what is applied
  npx aludel revision -m "What it does"    write the next one`);
}
