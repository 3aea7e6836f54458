import { PersonName } from "@/app/_ui/person-name";

/** A customer's name as the desk shows it everywhere. */
export const CustomerName = PersonName;
