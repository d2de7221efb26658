import { Checkbox, createTheme, Menu, Modal, ModalOverlay, ModalRoot, Popover, Switch, Tooltip } from "@mantine/core";

import classes from "./mantine.module.css";

const STILL = { duration: 0 };

/** Mantine dressed in our tokens. Nothing moves, and nothing locks the page's scrolling: both write styles at run time. */
export const theme = createTheme({
  cursorType: "default",
  respectReducedMotion: true,
  components: {
    // Dialogs are put together from Modal.Root, whose defaults are its own.
    ModalRoot: ModalRoot.extend({
      defaultProps: { centered: true, lockScroll: false, transitionProps: STILL, padding: 0, radius: "md" },
    }),
    ModalOverlay: ModalOverlay.extend({ defaultProps: { transitionProps: STILL } }),
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, transitionProps: STILL },
      classNames: {
        content: classes.modal,
        overlay: classes.overlay,
        title: classes.modalTitle,
        body: classes.modalBody,
      },
    }),
    Popover: Popover.extend({
      defaultProps: { transitionProps: STILL, radius: "md" },
      classNames: { dropdown: classes.popover },
    }),
    Menu: Menu.extend({
      defaultProps: { transitionProps: STILL, radius: "md", hideDetached: false, withInitialFocusPlaceholder: false },
      classNames: { dropdown: classes.menu, item: classes.menuItem },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { transitionProps: STILL, openDelay: 300, events: { hover: true, focus: true, touch: false } },
      classNames: { tooltip: classes.tooltip },
    }),
    Checkbox: Checkbox.extend({
      classNames: {
        input: classes.checkbox,
        inner: classes.inner,
        icon: classes.icon,
        label: classes.inlineLabel,
        body: classes.inlineBody,
      },
    }),
    Switch: Switch.extend({
      defaultProps: { withThumbIndicator: false },
      classNames: {
        track: classes.track,
        thumb: classes.thumb,
        label: classes.inlineLabel,
        description: classes.inlineNote,
      },
    }),
  },
});
