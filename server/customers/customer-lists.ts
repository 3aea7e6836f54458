/**
 * What `customers.is_deleted` holds, which leads every index of a list: so whoever was merged into another customer is in no list,
 * count, search or export, whatever else is asked for.
 */
export const IN_ACTIVE_LIST = 0;
export const IN_DELETED_LIST = 1;
export const IN_NO_LIST = 2;
