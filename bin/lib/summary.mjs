/** What a test run comes to, from Vitest's JSON report and the other steps. */

/** Counts, and for each skipped test its name and its reason. */
export const summarize = (steps, report) => {
  const tests = (report?.testResults ?? []).flatMap((file) =>
    file.assertionResults.map((result) => ({ ...result, file: file.name })),
  )
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status))
  // A file that could not even be loaded or set up has no test to count, but it failed.
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return {
    passed: steps.filter(({ ok }) => ok).length + tests.filter(({ status }) => status === 'passed').length,
    failed:
      steps.filter(({ ok }) => !ok).length +
      tests.filter(({ status }) => status === 'failed').length +
      brokenFiles.length,
    skipped: skipped.map((test) => ({ name: test.fullName, reason: test.meta?.skipReason ?? 'no reason given' })),
  }
}

/** The plain last line that machines look for. */
export const lastLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped.length} skipped`
