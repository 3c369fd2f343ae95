import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';

/**
 * Every fault that AWS's schemas find in a CloudFormation template, one line each: misspelt or wrongly typed properties, unknown
 * types, references into nothing, wrong enums, deprecated runtimes. Works offline.
 */
export const templateFaults = (file: string): readonly string[] => {
  const engine = new CelEngine({});
  try {
    const { diagnostics } = engine.validateStandard(new TemplateFile(file), {
      strict: true,
      severityLevel: 'ERROR',
      exclude: { ids: ['W3005', 'W9002'] }, // what osls writes itself: superfluous DependsOn, rule ARNs put together by hand
    });
    return diagnostics.map(({ ruleId, entity, propertyPath, message }) => [ruleId, entity?.logicalId, propertyPath, message].filter(Boolean).join(' '));
  } finally {
    engine.free();
  }
};

if (import.meta.main) {
  const file = '.serverless/cloudformation-template-update-stack.json';
  const faults = templateFaults(file);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`template check: ${file} is valid`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
