import { Alert, Stack } from "@mantine/core";
import { IconClockX } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";

interface OverLinkProps {
  isExpired: boolean;
  isInvitation: boolean;
}

/** Instead of the form, for a link that opens nothing any more. */
export function OverLink({ isExpired, isInvitation }: OverLinkProps) {
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light" icon={<IconClockX size={18} aria-hidden />} role="status">
        {wordsFor({ isExpired, isInvitation })}
      </Alert>
      {/* Whoever has not set a password yet gets no link by themselves: an admin invites. */}
      {!isInvitation && (
        <ButtonLink href="/password/forgotten" size="md" fullWidth>
          Get a new link
        </ButtonLink>
      )}
    </Stack>
  );
}

function wordsFor({ isExpired, isInvitation }: OverLinkProps): string {
  if (!isExpired)
    return "This link was used already, or a newer mail has taken its place. The link in the latest mail is the one that works.";
  if (isInvitation) return "This invitation has expired. Ask your admin to send it again.";
  return "This link has expired: for your safety it was good for 24 hours only.";
}
