const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long a run may take to end its processes after a signal, before this process ends regardless. */
const GRACE_MS = 5_000;

/** A signal that is aborted when Nx ends this process. */
export interface ProcessAbort {
  signal: AbortSignal;
  /** Stops listening. */
  dispose(): void;
}

/** Turns the signals by which Nx or a terminal ends this process into an abort, so that child processes are ended too. */
export function abortOnProcessEnd(): ProcessAbort {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    controller.abort(new Error(`Ended by ${name}.`));
    setTimeout(() => process.exit(1), GRACE_MS).unref();
  };
  for (const name of SIGNALS) process.once(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    },
  };
}
