/** What the tests use of the independent validator, which brings no types. */
declare module 'datapackage' {
  export interface Resource {
    readonly name: string;
    read(options: { keyed: true }): Promise<Record<string, unknown>[]>;
  }

  export class Package {
    static load(
      descriptor: string,
      options: { basePath: string; strict: boolean },
    ): Promise<Package>;
    readonly valid: boolean;
    readonly errors: readonly Error[];
    readonly resources: readonly Resource[];
  }
}
