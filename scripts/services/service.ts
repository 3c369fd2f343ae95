/** A real service that tests need, and how it comes to be there. */
export interface Service {
  readonly name: string;
  /** Finds or installs it and tells what tests need to know of it; or why it cannot be had here. `say` is told before anything is installed. */
  readonly prepare: (say: (line: string) => void) => Promise<{ readonly env: Readonly<Record<string, string>> } | { readonly skip: string }>;
}

/** The environment variable that tells tests why they cannot have a service. */
export const skipVariable = (name: string): string => `TEST_SERVICES_WITHOUT_${name.toUpperCase()}`;
