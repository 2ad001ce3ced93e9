/** Storage parameters: as the catalog keeps them (`fillfactor=70`), by name. */
export type Storage = Readonly<Record<string, string | number | boolean>>;

export function readStorage(parameters: readonly string[] | null): Storage | undefined {
  if (parameters === null || parameters.length === 0) return undefined;
  return Object.fromEntries(
    parameters.map((parameter) => {
      const at = parameter.indexOf('=');
      return [parameter.slice(0, at), storageValue(parameter.slice(at + 1))];
    }),
  );
}

/** Numbers and booleans as such, where they are spelled so; `on` and `off` are words of some parameters. */
export function storageValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return String(number) === text ? number : text;
}
