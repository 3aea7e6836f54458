import "@mantine/dropzone/styles.layer.css";
import { Anchor, Stack, Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { PageHeader } from "@/app/_ui/page-header";
import { graphql } from "@/graphql/client";
import { FilePicker } from "./file-picker";
import { ImportList } from "./import-list";

export const metadata: Metadata = { title: "Import customers" };

const IMPORT_LIST = graphql(`
  query ImportList($after: String) {
    imports(first: 25, after: $after) {
      nodes {
        id
        fileName
        status
        createdByName
        createdAt
        totalRows
        created
        updated
        unchanged
        restored
        failed
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface ImportPageProps {
  searchParams: Promise<{ after?: string | string[] }>;
}

export default async function ImportStartPage({ searchParams }: ImportPageProps) {
  await requirePermission("customer.import");
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const { imports } = await query(IMPORT_LIST, { after: cursor });
  const { hasNextPage, endCursor } = imports.pageInfo;
  return (
    <>
      <PageHeader
        trail={[{ href: "/customers", label: "Customers" }]}
        title="Import customers"
        lead="From a CSV file that Excel, Numbers or another program wrote. You see what would happen to each customer before anything is written."
      />
      <Stack gap="xl">
        <div>
          <FilePicker />
          <Text mt="xs">
            Starting from scratch? Fill in{" "}
            <Anchor href="/api/downloads/import_customers_template.csv" download inherit underline="always">
              import_customers_template.csv
            </Anchor>
            . Its columns are the ones that the desk knows; any other order or spelling works as well.
          </Text>
        </div>
        <section aria-labelledby="past-imports">
          <Title order={2} id="past-imports" mb="xs">
            Imports so far
          </Title>
          <ImportList
            imports={imports.nodes}
            startHref={cursor ? "/customers/import" : undefined}
            nextHref={hasNextPage && endCursor ? `/customers/import?after=${encodeURIComponent(endCursor)}` : undefined}
          />
        </section>
      </Stack>
    </>
  );
}
