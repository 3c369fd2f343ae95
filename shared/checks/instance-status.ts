/**
 * Fits the statuses of an RDS instance under which it goes on serving. Source: Amazon RDS user guide, "Viewing Amazon RDS DB instance
 * status".
 */
export const servingStatus = '^(?:available|backing-up|configuring-.+|modifying|storage-(?:config-upgrade|initialization|optimization))$';
