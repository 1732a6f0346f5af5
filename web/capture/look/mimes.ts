// How the little faces move.
import { css } from 'lit';

export const mimes = css`
  .mime .shut {
    opacity: 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    .mime-blink .open {
      animation: open 1.8s steps(1) infinite;
    }
    .mime-blink .shut {
      animation: shut 1.8s steps(1) infinite;
    }
    .mime-mouth .lips {
      transform-origin: 32px 44px;
      animation: gape 1.8s ease-in-out infinite;
    }
    .mime-nod .features {
      animation: nod 2s ease-in-out infinite;
    }
    .mime-shake .features {
      animation: shake 2.4s ease-in-out infinite;
    }
  }
  @keyframes open {
    55%,
    80% {
      opacity: 0;
    }
  }
  @keyframes shut {
    55%,
    80% {
      opacity: 1;
    }
  }
  @keyframes gape {
    0%,
    30%,
    100% {
      transform: scaleY(0.2);
    }
    60%,
    75% {
      transform: scaleY(1);
    }
  }
  @keyframes nod {
    0%,
    25%,
    100% {
      transform: translateY(0);
    }
    55% {
      transform: translateY(8px);
    }
  }
  @keyframes shake {
    0%,
    20%,
    100% {
      transform: translateX(0);
    }
    40% {
      transform: translateX(-7px);
    }
    75% {
      transform: translateX(7px);
    }
  }
`;
