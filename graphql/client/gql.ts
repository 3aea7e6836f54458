/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query JobPage($id: ID!, $after: String) {\n    job(id: $id) {\n      id\n      kind\n      status\n      progressDone\n      progressTotal\n      createdAt\n      finishedAt\n      undoneByJobId\n      counts {\n        done\n        skipped\n        failed\n        pending\n      }\n      results(first: 50, after: $after) {\n        nodes {\n          position\n          customerId\n          status\n          reason\n          customer {\n            displayName\n            deletedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.JobPageDocument,
    "\n  mutation UndoJobFromItsPage($input: UndoJobInput!) {\n    undoJob(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.UndoJobFromItsPageDocument,
    "\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdateSettingsDocument,
    "\n  mutation CreateAttributeDefinition($input: CreateAttributeDefinitionInput!) {\n    createAttributeDefinition(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n": typeof types.CreateAttributeDefinitionDocument,
    "\n  query AttributeSettings {\n    attributeDefinitions {\n      id\n      name\n      type\n      choices\n      isRequired\n      isOnEveryForm\n    }\n  }\n": typeof types.AttributeSettingsDocument,
    "\n  query GeneralSettings {\n    settings {\n      deskName\n      defaultCountry\n    }\n  }\n": typeof types.GeneralSettingsDocument,
    "\n  query FindCustomers($query: String!) {\n    customers(first: 8, query: $query) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n": typeof types.FindCustomersDocument,
    "\n  query Viewer {\n    viewer {\n      name\n      email\n      role\n      permissions\n    }\n  }\n": typeof types.ViewerDocument,
};
const documents: Documents = {
    "\n  query JobPage($id: ID!, $after: String) {\n    job(id: $id) {\n      id\n      kind\n      status\n      progressDone\n      progressTotal\n      createdAt\n      finishedAt\n      undoneByJobId\n      counts {\n        done\n        skipped\n        failed\n        pending\n      }\n      results(first: 50, after: $after) {\n        nodes {\n          position\n          customerId\n          status\n          reason\n          customer {\n            displayName\n            deletedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.JobPageDocument,
    "\n  mutation UndoJobFromItsPage($input: UndoJobInput!) {\n    undoJob(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n": types.UndoJobFromItsPageDocument,
    "\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n": types.UpdateSettingsDocument,
    "\n  mutation CreateAttributeDefinition($input: CreateAttributeDefinitionInput!) {\n    createAttributeDefinition(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n": types.CreateAttributeDefinitionDocument,
    "\n  query AttributeSettings {\n    attributeDefinitions {\n      id\n      name\n      type\n      choices\n      isRequired\n      isOnEveryForm\n    }\n  }\n": types.AttributeSettingsDocument,
    "\n  query GeneralSettings {\n    settings {\n      deskName\n      defaultCountry\n    }\n  }\n": types.GeneralSettingsDocument,
    "\n  query FindCustomers($query: String!) {\n    customers(first: 8, query: $query) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n": types.FindCustomersDocument,
    "\n  query Viewer {\n    viewer {\n      name\n      email\n      role\n      permissions\n    }\n  }\n": types.ViewerDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobPage($id: ID!, $after: String) {\n    job(id: $id) {\n      id\n      kind\n      status\n      progressDone\n      progressTotal\n      createdAt\n      finishedAt\n      undoneByJobId\n      counts {\n        done\n        skipped\n        failed\n        pending\n      }\n      results(first: 50, after: $after) {\n        nodes {\n          position\n          customerId\n          status\n          reason\n          customer {\n            displayName\n            deletedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobPage($id: ID!, $after: String) {\n    job(id: $id) {\n      id\n      kind\n      status\n      progressDone\n      progressTotal\n      createdAt\n      finishedAt\n      undoneByJobId\n      counts {\n        done\n        skipped\n        failed\n        pending\n      }\n      results(first: 50, after: $after) {\n        nodes {\n          position\n          customerId\n          status\n          reason\n          customer {\n            displayName\n            deletedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoJobFromItsPage($input: UndoJobInput!) {\n    undoJob(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UndoJobFromItsPage($input: UndoJobInput!) {\n    undoJob(input: $input) {\n      job {\n        id\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAttributeDefinition($input: CreateAttributeDefinitionInput!) {\n    createAttributeDefinition(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAttributeDefinition($input: CreateAttributeDefinitionInput!) {\n    createAttributeDefinition(input: $input) {\n      userErrors {\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AttributeSettings {\n    attributeDefinitions {\n      id\n      name\n      type\n      choices\n      isRequired\n      isOnEveryForm\n    }\n  }\n"): (typeof documents)["\n  query AttributeSettings {\n    attributeDefinitions {\n      id\n      name\n      type\n      choices\n      isRequired\n      isOnEveryForm\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GeneralSettings {\n    settings {\n      deskName\n      defaultCountry\n    }\n  }\n"): (typeof documents)["\n  query GeneralSettings {\n    settings {\n      deskName\n      defaultCountry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindCustomers($query: String!) {\n    customers(first: 8, query: $query) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindCustomers($query: String!) {\n    customers(first: 8, query: $query) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      name\n      email\n      role\n      permissions\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      name\n      email\n      role\n      permissions\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;